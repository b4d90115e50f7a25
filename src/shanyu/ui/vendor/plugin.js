/* daisyUI's form controls, and nothing else of it, as one Tailwind plugin. */
import checkbox from "./daisyui/components/checkbox/object.js"
import radio from "./daisyui/components/radio/object.js"
import range from "./daisyui/components/range/object.js"
import toggle from "./daisyui/components/toggle/object.js"

export default ({ addComponents }) => addComponents({ ...checkbox, ...radio, ...range, ...toggle })
