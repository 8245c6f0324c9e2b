-- What the database itself remembers of each transaction, for the reader: which update it was for,
-- and what it changed. The program knows nothing of it.
CREATE SCHEMA chaos;
CREATE TABLE chaos.updates (xid xid8 NOT NULL, update_id bigint NOT NULL);
CREATE TABLE chaos.effects (
    xid xid8 NOT NULL,
    subject text NOT NULL,
    subject_id bigint NOT NULL,
    was int,
    became int,
    words text
);
GRANT USAGE ON SCHEMA chaos TO PUBLIC;
GRANT INSERT ON chaos.updates, chaos.effects TO PUBLIC;

CREATE FUNCTION chaos.note_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO chaos.updates VALUES (pg_current_xact_id(), NEW.update_id);
    RETURN NULL;
END $$;

CREATE FUNCTION chaos.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO chaos.effects
    VALUES (pg_current_xact_id(), TG_TABLE_NAME, NEW.id, OLD.version, NEW.version, NULL);
    RETURN NULL;
END $$;

-- ``words`` is whatever the row says, marker included.
CREATE FUNCTION chaos.note_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO chaos.effects
    VALUES (pg_current_xact_id(), TG_TABLE_NAME, NEW.id, NULL, NULL, to_jsonb(NEW)::text);
    RETURN NULL;
END $$;

CREATE TRIGGER chaos_update AFTER INSERT ON processed_updates
    FOR EACH ROW EXECUTE FUNCTION chaos.note_update();
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['deals', 'offers', 'tasks'] LOOP
        EXECUTE format('CREATE TRIGGER chaos_change AFTER UPDATE ON %I FOR EACH ROW
            WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION chaos.note_change()', name);
    END LOOP;
    FOREACH name IN ARRAY
        ARRAY['deals', 'offers', 'tasks', 'timeline', 'task_comments', 'interactions'] LOOP
        EXECUTE format('CREATE TRIGGER chaos_birth AFTER INSERT ON %I
            FOR EACH ROW EXECUTE FUNCTION chaos.note_birth()', name);
    END LOOP;
END $$;
