"""The layout of a page, estimated without an office program.

Widths of letters give the lines of a text, these the height of a row and of a block, and these the page of each block.
All lengths are twentieths of a point.
"""
