import { checkTexts, optionalText } from "./arguments";
import { FONT_STRING } from "./font-string";
import { FRAME } from "./frame";
import { type Widget, type WidgetType, runScript } from "./widget";

function labelOf(widget: Widget): Widget {
    widget.label ??= widget.world.make(FONT_STRING, undefined, widget);
    return widget.label;
}

/** Click(): as the player's click, and like it nothing on a disabled button. */
function click(widget: Widget, button?: string, isDown?: boolean): void {
    if (!widget.isEnabled) return;
    if (widget.type === CHECK_BUTTON) widget.isChecked = !widget.isChecked;
    runScript(widget, "PreClick", button ?? "LeftButton", isDown === true);
    runScript(widget, "OnClick", button ?? "LeftButton", isDown === true);
    runScript(widget, "PostClick", button ?? "LeftButton", isDown === true);
}

function setEnabled(widget: Widget, isEnabled: boolean): void {
    widget.isEnabled = isEnabled;
}

export const BUTTON: WidgetType = {
    name: "Button",
    base: FRAME,
    scripts: ["PreClick", "OnClick", "PostClick", "OnDoubleClick"],
    methods: {
        SetText: (widget, text?: unknown) => {
            labelOf(widget).text = optionalText("SetText", 1, text);
        },
        GetText: (widget) => (widget.label === undefined || widget.label.text === "" ? undefined : widget.label.text),
        GetFontString: (widget) => widget.label?.frame,
        Click: click,
        Enable: (widget) => setEnabled(widget, true),
        Disable: (widget) => setEnabled(widget, false),
        SetEnabled: (widget, isEnabled: unknown) => setEnabled(widget, isEnabled !== undefined && isEnabled !== false),
        IsEnabled: (widget) => widget.isEnabled,
        RegisterForClicks: (_, ...clicks: unknown[]) => checkTexts("RegisterForClicks", ...clicks),
        SetHighlightTexture: (_, file: unknown) => checkTexts("SetHighlightTexture", file),
        SetNormalTexture: (_, file: unknown) => checkTexts("SetNormalTexture", file),
    },
};

export const CHECK_BUTTON: WidgetType = {
    name: "CheckButton",
    base: BUTTON,
    scripts: [],
    methods: {
        SetChecked: (widget, isChecked?: unknown) => {
            widget.isChecked = isChecked !== undefined && isChecked !== false;
        },
        GetChecked: (widget) => widget.isChecked,
    },
};
