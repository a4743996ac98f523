"""What helps to write content: the models told to editors.

`schema`   a JSON Schema of every kind of file, made from the models
"""
