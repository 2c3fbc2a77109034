import { type LuaFunction } from "../../lua/types";
import { checkFunction, checkTexts, needNumber } from "./arguments";
import { FONT_STRING, checkFont } from "./font-string";
import { REGION } from "./region";
import { TEXTURE } from "./texture";
import { type Widget, type WidgetType, hasScript } from "./widget";

function checkScript(widget: Widget, method: string, name: unknown): void {
    if (!hasScript(widget.type, name)) {
        error(`${method}: ${widget.type.name} doesn't have a "${tostring(name)}" script`, 4);
    }
}

function setScript(widget: Widget, name: string, script: LuaFunction | undefined): void {
    widget.scripts.set(name, script);
    if (name === "OnUpdate") widget.world.hub.setUpdated(widget, script !== undefined);
}

function hookScript(widget: Widget, name: string, hook: LuaFunction): void {
    const original = widget.scripts.get(name);
    setScript(widget, name, (...args: unknown[]) => {
        if (original !== undefined) original(...args);
        hook(...args);
    });
}

function unregisterAllEvents(widget: Widget): void {
    const names: string[] = [];
    for (const name of widget.events) names.push(name);
    for (const name of names) widget.world.hub.unregister(widget, name);
}

function startMoving(widget: Widget): void {
    if (!widget.isMovable) error("StartMoving(): Frame is not movable", 4);
    widget.isMoving = true;
}

/** The scripts that the realm runs are OnEvent, OnUpdate, OnShow and OnHide; those of the mouse specs run themselves. */
export const FRAME: WidgetType = {
    name: "Frame",
    base: REGION,
    scripts: [
        "OnEvent",
        "OnUpdate",
        "OnLoad",
        "OnMouseWheel",
        "OnDragStart",
        "OnDragStop",
        "OnSizeChanged",
        "OnKeyDown",
    ],
    methods: {
        RegisterEvent: (widget, event: string) => widget.world.hub.register(widget, event),
        UnregisterEvent: (widget, event: string) => widget.world.hub.unregister(widget, event),
        UnregisterAllEvents: (widget) => unregisterAllEvents(widget),
        IsEventRegistered: (widget, event: string) => widget.events.has(event),

        SetScript: (widget, name: string, script?: LuaFunction) => {
            checkScript(widget, "SetScript", name);
            checkFunction("SetScript", 2, script);
            setScript(widget, name, script);
        },
        GetScript: (widget, name: string) => {
            checkScript(widget, "GetScript", name);
            return widget.scripts.get(name);
        },
        HookScript: (widget, name: string, hook: LuaFunction) => {
            checkScript(widget, "HookScript", name);
            checkFunction("HookScript", 2, hook);
            hookScript(widget, name, hook);
        },

        CreateFontString: (widget, name?: unknown, _layer?: unknown, font?: unknown) => {
            if (font !== undefined) checkFont("CreateFontString", font);
            return widget.world.make(FONT_STRING, name, widget).frame;
        },
        CreateTexture: (widget, name?: unknown) => widget.world.make(TEXTURE, name, widget).frame,
        GetChildren: (widget): LuaMultiReturn<object[]> => {
            const frames = widget.children.filter((child) => child.type !== FONT_STRING && child.type !== TEXTURE);
            return $multi(...frames.map((child) => child.frame));
        },

        EnableMouse: () => undefined,
        EnableMouseWheel: () => undefined,
        SetMovable: (widget, isMovable: unknown) => {
            widget.isMovable = isMovable === true;
        },
        IsMovable: (widget) => widget.isMovable,
        StartMoving: startMoving,
        StopMovingOrSizing: (widget) => {
            widget.isMoving = false;
        },
        SetClampedToScreen: () => undefined,
        RegisterForDrag: (_, ...buttons: unknown[]) => checkTexts("RegisterForDrag", ...buttons),
        SetFrameStrata: (_, strata: unknown) => checkTexts("SetFrameStrata", strata),
        SetFrameLevel: (_, level: unknown) => {
            needNumber("SetFrameLevel", 1, level);
        },
        SetToplevel: () => undefined,
    },
};
