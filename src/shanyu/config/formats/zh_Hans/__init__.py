"""Chinese as written here: 2026年10月31日 09:30。"""
