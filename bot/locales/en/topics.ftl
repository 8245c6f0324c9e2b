topic-button = Topic in a group
topic-task = { $mark } <b>{ $title }</b>
topic-executor = { $name } · { $state }
topic-priority = Priority: { $priority }
topic-stopped = stopped
topic-open-button = Open in the private chat
topic-offer =
    <b>Topic of the project “{ $name }”</b>

    The project's tasks will stand as cards in a topic of a group. Everybody in the group will see titles, executors and deadlines; clients are not named there.

    It takes a group with topics where the bot is an administrator who may manage topics. Choose it:
topic-choose-button = Choose a group
topic-there =
    <b>Topic of the project “{ $name }”</b>

    The project's tasks stand as cards in the group “{ $group }”. A reply to a card goes into the task's discussion.
topic-leave-button = Take out of the group
topic-begun =
    <b>{ $name }</b>
    The project's tasks live here. Reply to a card: words and files go into the task's discussion.
topic-no-forum = This group has no topics. Turn topics on in its settings and follow the link on the project's card again.
topic-no-rights = The bot may not make topics here. Make it an administrator who may manage topics, and follow the link again.
topic-not-closed = The topic stayed open in the group: close it yourself.
topic-lost =
    <b>The topic of the project “{ $name }” is gone</b>
    It was deleted, or the bot was put out of the group. The tasks are where they were; you can make a topic again.
error-topic-taken = The project has a topic already, in the group “{ $group }”. Take it away on the project's card first.
