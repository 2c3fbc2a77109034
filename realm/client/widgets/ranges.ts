import { checkColor, checkTexts, needNumber } from "./arguments";
import { FRAME } from "./frame";
import { TEXTURE } from "./texture";
import { type Method, type Widget, type WidgetType, runScript } from "./widget";

/** The value that a widget would take: within its range, and a multiple of the step above the minimum. */
function fit(widget: Widget, value: number): number {
    const { minimum, maximum, step } = widget;
    const stepped = step > 0 ? minimum + math.floor((value - minimum) / step + 0.5) * step : value;
    return math.max(minimum, math.min(maximum, stepped));
}

/** OnValueChanged(self, value, isUserInput) runs when the value is another. */
function setValue(widget: Widget, value: number, isUserInput: boolean): void {
    const fitting = fit(widget, value);
    if (fitting === widget.value) return;
    widget.value = fitting;
    runScript(widget, "OnValueChanged", fitting, isUserInput);
}

const SCRIPTS = ["OnValueChanged", "OnMinMaxChanged"];

const METHODS: Readonly<Record<string, Method>> = {
    SetMinMaxValues: (widget, minimum: unknown, maximum: unknown) => {
        const low = needNumber("SetMinMaxValues", 1, minimum);
        const high = needNumber("SetMinMaxValues", 2, maximum);
        if (low > high) error("SetMinMaxValues(): minimum must not be above maximum", 3);
        if (low === widget.minimum && high === widget.maximum) return;
        widget.minimum = low;
        widget.maximum = high;
        runScript(widget, "OnMinMaxChanged", low, high);
        setValue(widget, widget.value, false);
    },
    GetMinMaxValues: (widget): LuaMultiReturn<[number, number]> => $multi(widget.minimum, widget.maximum),
    // The second argument of a slider's makes it as if the player had dragged it there.
    SetValue: (widget, value: unknown, treatAsMouseEvent?: unknown) =>
        setValue(widget, needNumber("SetValue", 1, value), treatAsMouseEvent === true),
    GetValue: (widget) => widget.value,
    SetOrientation: (_, orientation: unknown) => checkTexts("SetOrientation", orientation),
};

export const STATUS_BAR: WidgetType = {
    name: "StatusBar",
    base: FRAME,
    scripts: SCRIPTS,
    methods: {
        ...METHODS,
        SetStatusBarTexture: (_, file: unknown) => checkTexts("SetStatusBarTexture", file),
        SetStatusBarColor: (_, red: unknown, green: unknown, blue: unknown, alpha?: unknown) =>
            checkColor("SetStatusBarColor", red, green, blue, alpha),
    },
};

export const SLIDER: WidgetType = {
    name: "Slider",
    base: FRAME,
    scripts: SCRIPTS,
    methods: {
        ...METHODS,
        SetValueStep: (widget, step: unknown) => {
            widget.step = needNumber("SetValueStep", 1, step);
        },
        GetValueStep: (widget) => widget.step,
        SetObeyStepOnDrag: () => undefined,
        SetThumbTexture: (widget, file: unknown) => {
            checkTexts("SetThumbTexture", file);
            widget.thumb ??= widget.world.make(TEXTURE, undefined, widget);
        },
        GetThumbTexture: (widget) => widget.thumb?.frame,
        Enable: (widget) => {
            widget.isEnabled = true;
        },
        Disable: (widget) => {
            widget.isEnabled = false;
        },
        IsEnabled: (widget) => widget.isEnabled,
    },
};
