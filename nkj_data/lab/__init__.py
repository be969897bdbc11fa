"""Floor 6: the lessons in JupyterLab, and whether everything is there for them."""
