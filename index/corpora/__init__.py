"""Tables and lists of articles -> Articles: which column is what, and rows read one by one."""
