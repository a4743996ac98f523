"""The files of the paper loop in; rounds, copies, decisions and events, or their mistakes, out.

`rounds`    feedback: YAML, or one note a row of a spreadsheet
`papers`    copies, decisions, events
`found`     which files there are, and what they refer to
"""
