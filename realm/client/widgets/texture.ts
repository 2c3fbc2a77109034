import { checkColor, needNumber } from "./arguments";
import { REGION } from "./region";
import { type WidgetType } from "./widget";

/** A picture. What it shows says nothing to a simulation. */
export const TEXTURE: WidgetType = {
    name: "Texture",
    base: REGION,
    scripts: [],
    methods: {
        // A path, a file number, or nil for none.
        SetTexture: (_, file?: unknown) => {
            if (file !== undefined && type(file) !== "string") needNumber("SetTexture", 1, file);
        },
        SetColorTexture: (_, red: unknown, green: unknown, blue: unknown, alpha?: unknown) =>
            checkColor("SetColorTexture", red, green, blue, alpha),
        SetVertexColor: (_, red: unknown, green: unknown, blue: unknown, alpha?: unknown) =>
            checkColor("SetVertexColor", red, green, blue, alpha),
        SetTexCoord: (_, left: unknown, right: unknown, top: unknown, bottom: unknown) => {
            needNumber("SetTexCoord", 1, left);
            needNumber("SetTexCoord", 2, right);
            needNumber("SetTexCoord", 3, top);
            needNumber("SetTexCoord", 4, bottom);
        },
    },
};
