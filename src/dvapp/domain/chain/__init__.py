"""The way of a paper through the office: from draft to register, one step after another, each told for ever."""
