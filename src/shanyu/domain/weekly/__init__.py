"""The week ahead: menus and plans of a site, the dish library, the diet survey and food samples."""
