import { checkColor, checkTexts, needText, optionalText } from "./arguments";
import { REGION } from "./region";
import { type Widget, type WidgetType } from "./widget";

/** The game's font objects that the realm knows; others raise. */
const FONTS = new LuaSet<string>();
for (const name of [
    "ChatFontNormal",
    "GameFontDisable",
    "GameFontDisableSmall",
    "GameFontHighlight",
    "GameFontHighlightLarge",
    "GameFontHighlightSmall",
    "GameFontNormal",
    "GameFontNormalLarge",
    "GameFontNormalSmall",
]) {
    FONTS.add(name);
}

const objects = setmetatable(new LuaTable<object, string>(), { __mode: "k" } as LuaMetatable<object>) as LuaTable<
    object,
    string | undefined
>;

/** The font objects as globals of a client. */
export function createFonts(): Record<string, object> {
    const fonts: Record<string, object> = {};
    for (const name of FONTS) {
        const font = {};
        objects.set(font, name);
        fonts[name] = font;
    }
    return fonts;
}

/** Raises when that is neither a font object nor the name of one. */
export function checkFont(method: string, font: unknown): void {
    const name = type(font) === "table" ? objects.get(font as object) : font;
    if (type(name) !== "string" || !FONTS.has(name as string)) {
        error(`${method}(): Couldn't find font object (${tostring(font)})`, 4);
    }
}

/** SetFormattedText(format, ...). */
function setFormattedText(widget: Widget, format: unknown, ...values: unknown[]): void {
    const text = needText("SetFormattedText", 1, format);
    widget.text = widget.world.environment.get("string").format(text, ...values);
}

/** A line of text. */
export const FONT_STRING: WidgetType = {
    name: "FontString",
    base: REGION,
    scripts: [],
    methods: {
        SetText: (widget, text?: unknown) => {
            widget.text = optionalText("SetText", 1, text);
        },
        SetFormattedText: setFormattedText,
        GetText: (widget) => (widget.text === "" ? undefined : widget.text),
        SetTextColor: (widget, red: unknown, green: unknown, blue: unknown, alpha?: unknown) => {
            checkColor("SetTextColor", red, green, blue, alpha);
            widget.textColor = [red, green, blue, alpha ?? 1] as number[];
        },
        GetTextColor: (widget): LuaMultiReturn<number[]> => $multi(...widget.textColor),
        SetFontObject: (_, font: unknown) => checkFont("SetFontObject", font),
        SetJustifyH: (_, side: unknown) => checkTexts("SetJustifyH", side),
        SetJustifyV: (_, side: unknown) => checkTexts("SetJustifyV", side),
        SetWordWrap: () => undefined,
    },
};
