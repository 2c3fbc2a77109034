import { type FrameState, type EventHub, isVisible } from "../event-hub";
import { type Environment, type LuaFunction } from "../../lua/types";

/** A method of a widget; addons call it with a colon on the widget's frame. What it gives goes to the addon. */
export type Method = (this: void, widget: Widget, ...args: any[]) => any;

/** A type of widget, as CreateFrame, CreateFontString and CreateTexture make them. */
export interface WidgetType {
    readonly name: string;
    /** The type whose methods and scripts it has too. */
    readonly base?: WidgetType;
    readonly methods: Readonly<Record<string, Method>>;
    /** Script handlers that can be set, besides those of the base. */
    readonly scripts: readonly string[];
}

/** Where a point of a widget is anchored. */
export interface Anchor {
    readonly point: string;
    readonly relativeTo?: Widget;
    readonly relativePoint: string;
    readonly x: number;
    readonly y: number;
}

/** What the widgets of one client share. */
export interface WidgetWorld {
    readonly hub: EventHub;
    readonly environment: Environment;
    /** The edit box that has the client's only focus. */
    focused?: Widget;
    /** Makes a widget; its name becomes a global. */
    make(type: WidgetType, name: unknown, parent: Widget | undefined): Widget;
    /** The widget of a frame; undefined for everything else. */
    find(frame: unknown): Widget | undefined;
    runScript(name: string, script: LuaFunction, frame: object, first?: unknown, ...rest: unknown[]): void;
}

/** What the realm keeps of a frame, font string or texture, out of reach of the addon. */
export interface Widget extends FrameState {
    readonly world: WidgetWorld;
    readonly type: WidgetType;
    readonly name?: string;
    parent?: Widget;
    readonly children: Widget[];
    /** Whether it was visible when OnShow or OnHide was last looked at. */
    wasVisible: boolean;
    anchors: Anchor[];
    width: number;
    height: number;
    alpha: number;
    text: string;
    /** Red, green, blue and alpha of a font string. */
    textColor: readonly number[];
    /** Buttons and sliders: whether it can be used. */
    isEnabled: boolean;
    isMovable: boolean;
    isMoving: boolean;
    /** The font string with a button's text. */
    label?: Widget;
    isChecked: boolean;
    /** Status bars and sliders. */
    value: number;
    minimum: number;
    maximum: number;
    /** Sliders: the distance of two values; 0 for any. */
    step: number;
    thumb?: Widget;
    /** Scroll frames: what is scrolled, and how far. */
    scrollChild?: Widget;
    scroll: number;
    /** Tooltips: what they are of; the font strings of their lines, left and right, and how many lines are used. */
    owner?: Widget;
    lines?: (readonly [left: Widget, right: Widget])[];
    lineCount?: number;
}

/** Runs a widget's script, if it has one. Its errors are reported, not raised. */
export function runScript(widget: Widget, name: string, first?: unknown, ...rest: unknown[]): void {
    const script = widget.scripts.get(name);
    if (script !== undefined) widget.world.runScript(name, script, widget.frame, first, ...rest);
}

/** Tells a widget and all below it whether they have become visible or invisible, each once. */
function announceVisibility(widget: Widget): void {
    const isNow = isVisible(widget);
    if (widget.wasVisible === isNow) return;
    widget.wasVisible = isNow;
    runScript(widget, isNow ? "OnShow" : "OnHide");
    // A copy: scripts may make further children.
    for (const child of [...widget.children]) announceVisibility(child);
}

/** Shows or hides a widget. OnShow and OnHide run where it makes something visible or invisible, also further down. */
export function setShown(widget: Widget, isShown: boolean): void {
    if (widget.isShown === isShown) return;
    widget.isShown = isShown;
    announceVisibility(widget);
    widget.world.hub.wake();
}

/** Whether a script can be set on widgets of a type. */
export function hasScript(widgetType: WidgetType, name: unknown): boolean {
    let found: WidgetType | undefined = widgetType;
    while (found !== undefined) {
        if (found.scripts.includes(name as string)) return true;
        found = found.base;
    }
    return false;
}

/** Whether a type is another, or made from it. */
export function isType(widgetType: WidgetType, wanted: string): boolean {
    let found: WidgetType | undefined = widgetType;
    while (found !== undefined) {
        if (found.name === wanted) return true;
        found = found.base;
    }
    return false;
}
