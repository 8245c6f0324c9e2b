"""People in the chat: the way in, who is who, days away, languages and menus."""
