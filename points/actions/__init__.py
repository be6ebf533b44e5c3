"""What people do with points. Upper rooms give points by `earning.earn`; nothing here ever asks
them, and none of them asks what a household has."""
