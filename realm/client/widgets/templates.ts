import { type LuaFunction } from "../../lua/types";
import { checkColor } from "./arguments";
import { BUTTON } from "./button";
import { FONT_STRING } from "./font-string";
import { SLIDER } from "./ranges";
import { type Widget, type WidgetType, isType, setShown } from "./widget";

/** A template of the game's own interface, which all clients have. */
interface Template {
    /** Name of the type that it is for, or one that is made from it. */
    readonly type: string;
    readonly apply?: (this: void, widget: Widget) => void;
}

/** Makes a part of a widget, as a parentKey of the game's XML does. */
function addPart(widget: Widget, key: string, type: WidgetType): Widget {
    const part = widget.world.make(type, undefined, widget);
    (widget.frame as Record<string, object>)[key] = part.frame;
    return part;
}

function closeParent(widget: Widget): void {
    widget.scripts.set("OnClick", () => {
        if (widget.parent !== undefined) setShown(widget.parent, false);
    });
}

function addMethod(widget: Widget, name: string, method: LuaFunction): void {
    (widget.frame as Record<string, LuaFunction>)[name] = method;
}

function addBackdrop(widget: Widget): void {
    addMethod(widget, "SetBackdrop", () => undefined);
    for (const name of ["SetBackdropColor", "SetBackdropBorderColor"]) {
        addMethod(widget, name, (_: object, red: unknown, green: unknown, blue: unknown, alpha?: unknown) =>
            checkColor(name, red, green, blue, alpha),
        );
    }
}

const BASIC_FRAME: Template = {
    type: "Frame",
    apply: (widget) => {
        closeParent(addPart(widget, "CloseButton", BUTTON));
        addPart(widget, "TitleText", FONT_STRING);
    },
};

const TEMPLATES: Readonly<Record<string, Template | undefined>> = {
    BackdropTemplate: { type: "Frame", apply: addBackdrop },
    BasicFrameTemplate: BASIC_FRAME,
    BasicFrameTemplateWithInset: BASIC_FRAME,
    FauxScrollFrameTemplate: {
        type: "ScrollFrame",
        apply: (widget) => addPart(widget, "ScrollBar", SLIDER),
    },
    GameTooltipTemplate: { type: "GameTooltip" },
    InputBoxTemplate: { type: "EditBox" },
    UICheckButtonTemplate: { type: "CheckButton" },
    UIPanelButtonTemplate: { type: "Button" },
    UIPanelCloseButton: { type: "Button", apply: closeParent },
    UIPanelScrollFrameTemplate: {
        type: "ScrollFrame",
        apply: (widget) => addPart(widget, "ScrollBar", SLIDER),
    },
};

/** Applies what CreateFrame's fourth argument names: templates with commas between. Raises when there is none so called. */
export function applyTemplates(widget: Widget, names: unknown): void {
    if (names === undefined) return;
    if (type(names) !== "string") error(`CreateFrame: template name expected, got ${type(names)}`, 4);
    for (const [name] of string.gmatch(names as string, "[^,%s]+")) {
        const template = TEMPLATES[name];
        if (template === undefined) return error(`CreateFrame: Couldn't find inherited node "${name}"`, 4);
        if (!isType(widget.type, template.type)) {
            error(`CreateFrame: template "${name}" is for a ${template.type}, not a ${widget.type.name}`, 4);
        }
        template.apply?.(widget);
    }
}
