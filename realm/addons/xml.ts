/** Elements that may stand around scripts and say nothing by themselves. */
const SILENT_ELEMENT = "Ui";

/**
 * The files that an .xml file loads, in order. The realm has no XML frames: `<Script file="..."/>` and
 * `<Include file="..."/>` are all it knows, anything else raises.
 */
export function parseXml(text: string, name: string): string[] {
    const [bare] = string.gsub(text, "<!%-%-.-%-%->", "");
    const files: string[] = [];
    for (const [mark, element, attributes] of string.gmatch(bare, "<([/?]?)([%w:]+)([^>]*)>")) {
        if (mark !== "" || element === SILENT_ELEMENT) continue;
        const [file] = string.match(attributes, 'file%s*=%s*"([^"]*)"');
        if ((element !== "Script" && element !== "Include") || file === undefined) {
            error(`${name}: the realm does not implement <${element}${attributes}>`, 0);
        }
        files.push(file);
    }
    return files;
}
