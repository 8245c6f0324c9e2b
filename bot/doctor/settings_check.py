from bot.doctor.findings import Finding, ill, well
from bot.misspelt_settings import misspelt_settings
from bot.settings import Settings

CHECK = "settings"


def look_at_settings(settings: Settings) -> list[Finding]:
    """What is set, by name: values may be secrets."""
    names = ", ".join(sorted(name.upper() for name in settings.model_fields_set))
    findings = [well(CHECK, "doctor-settings", names=names or "—")]
    findings += [
        well(CHECK, "doctor-misspelt", name=one.name, meant=one.meant)
        for one in misspelt_settings()
    ]
    if settings.bot_token is None:
        findings.append(ill(CHECK, "doctor-no-token"))
    return findings
