"""Makes a notebook of the article: a cell for each stretch of text, and one for each figure."""

import re
from pathlib import Path

import nbformat

FIGURE = re.compile(r"(?:<div>\n)?(<kafka-playground.*?</kafka-playground>)(?:\n</div>)?", re.DOTALL)
SCRIPT = '<script type="module" src="playground/element-define.js"></script>'
FRAME = "IFrame('playground/embed.html?scene=crash', width='100%', height=560)"

cells = [nbformat.v4.new_code_cell(f"from IPython.display import HTML, IFrame\nHTML('{SCRIPT}')")]
for number, part in enumerate(FIGURE.split(Path("article.md").read_text())):
    if number % 2 == 0:
        cells.append(nbformat.v4.new_markdown_cell(part.strip()))
    else:
        cells.append(nbformat.v4.new_code_cell(f'HTML("""{part}""")'))
cells.append(nbformat.v4.new_code_cell(FRAME))
nbformat.write(nbformat.v4.new_notebook(cells=cells), "article.ipynb")
