"""The design system: base templates, components, styles and vendored browser libraries. docs/ui.md is its manual."""
