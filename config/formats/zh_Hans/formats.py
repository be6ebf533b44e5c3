"""Where our Chinese pages differ from Django: 1,793 in groups of three, 9月2日 without a nought."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
MONTH_DAY_FORMAT = "n月j日"
MONTH_DAY_TIME_FORMAT = "n月j日 H:i"  # ours: {{ moment|date:"MONTH_DAY_TIME_FORMAT" }}
