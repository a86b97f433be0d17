c = get_config()  # noqa: F821
# A page without formulas and widgets needs nothing from another host.
c.HTMLExporter.mathjax_url = ""
c.HTMLExporter.require_js_url = ""
c.HTMLExporter.jquery_url = ""
