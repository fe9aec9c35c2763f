"""Entry of the pages: ``streamlit run app/main.py``, or ``hegao app``."""

from hegao.web.main import main

main()
