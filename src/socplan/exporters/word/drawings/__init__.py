"""Drawings of our own: the tree of bodies and the timetable, laid out as shapes and written as DrawingML."""
