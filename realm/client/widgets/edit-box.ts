import { needNumber, optionalText } from "./arguments";
import { checkFont } from "./font-string";
import { FRAME } from "./frame";
import { type Widget, type WidgetType, type WidgetWorld, runScript } from "./widget";

/** OnTextChanged(self, isUserInput) runs when the text is another. */
function setText(widget: Widget, text: string): void {
    if (widget.text === text) return;
    widget.text = text;
    runScript(widget, "OnTextChanged", false);
}

/** Only one box of a client has the focus; who gains or loses it hears of it. */
function setFocus(world: WidgetWorld, box: Widget | undefined): void {
    const before = world.focused;
    if (before === box) return;
    world.focused = box;
    if (before !== undefined) runScript(before, "OnEditFocusLost");
    if (box !== undefined) runScript(box, "OnEditFocusGained");
}

export const EDIT_BOX: WidgetType = {
    name: "EditBox",
    base: FRAME,
    scripts: ["OnTextChanged", "OnEnterPressed", "OnEscapePressed", "OnEditFocusGained", "OnEditFocusLost", "OnChar"],
    methods: {
        SetText: (widget, text?: unknown) => setText(widget, optionalText("SetText", 1, text)),
        GetText: (widget) => widget.text,
        GetNumLetters: (widget) => widget.text.length,
        SetAutoFocus: () => undefined,
        SetMultiLine: () => undefined,
        SetMaxLetters: (_, count: unknown) => {
            needNumber("SetMaxLetters", 1, count);
        },
        SetFontObject: (_, font: unknown) => checkFont("SetFontObject", font),
        SetCursorPosition: (_, position: unknown) => {
            needNumber("SetCursorPosition", 1, position);
        },
        SetTextInsets: (_, ...insets: unknown[]) => {
            for (const index of $range(1, 4)) needNumber("SetTextInsets", index, insets[index - 1]);
        },
        HighlightText: () => undefined,
        SetFocus: (widget) => setFocus(widget.world, widget),
        ClearFocus: (widget) => {
            if (widget.world.focused === widget) setFocus(widget.world, undefined);
        },
        HasFocus: (widget) => widget.world.focused === widget,
    },
};
