project = "Our guide"
extensions = ["myst_parser"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["figures.css"]
html_js_files = [("playground/element-define.js", {"type": "module"})]
