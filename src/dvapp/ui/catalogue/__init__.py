"""The catalogues on screen: what counts on a day, editing with history, and what differs from what ships."""
