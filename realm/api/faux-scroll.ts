import { type ApiContext } from "../client/host";
import { type LuaFunction, define } from "../lua/types";

/** A frame of FauxScrollFrameTemplate, as far as its functions use it. */
interface FauxScrollFrame {
    offset?: number;
    readonly ScrollBar: {
        SetMinMaxValues(low: number, high: number): void;
        SetValueStep(step: number): void;
        SetValue(value: number): void;
    };
    Show(): void;
    Hide(): void;
}

/** The functions of lists that show some of many rows: the frame keeps at which row they begin, as `offset`. */
export function installFauxScroll({ session }: ApiContext): void {
    define(session.environment, {
        FauxScrollFrame_GetOffset: (frame: FauxScrollFrame) => frame.offset ?? 0,
        FauxScrollFrame_SetOffset: (frame: FauxScrollFrame, offset: number) => {
            frame.offset = offset;
        },
        /** @returns whether there are more rows than the list shows; only then the frame is shown. */
        FauxScrollFrame_Update: (frame: FauxScrollFrame, count: number, shown: number, height: number): boolean => {
            const most = math.max(0, count - shown);
            frame.ScrollBar.SetMinMaxValues(0, most * height);
            frame.ScrollBar.SetValueStep(height);
            frame.offset = math.min(frame.offset ?? 0, most);
            if (most > 0) {
                frame.Show();
            } else {
                frame.ScrollBar.SetValue(0);
                frame.Hide();
            }
            return most > 0;
        },
        FauxScrollFrame_OnVerticalScroll: (
            frame: FauxScrollFrame,
            value: number,
            height: number,
            update?: LuaFunction,
        ) => {
            frame.ScrollBar.SetValue(value);
            frame.offset = math.floor(value / height + 0.5);
            update?.(frame);
        },
    });
}
