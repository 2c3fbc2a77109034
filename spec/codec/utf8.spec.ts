import { isUtf8 } from "../../src/codec/utf8";
import { fromHex } from "./hex";

describe("isUtf8", () => {
    it("accepts the first and last character of each length", () => {
        const valid = [
            "",
            "00",
            "7f",
            "c280",
            "dfbf",
            "e0a080",
            "ecbfbf",
            "ed9fbf",
            "ee8080",
            "efbfbf",
            "f0908080",
            "f3bfbfbf",
            "f48fbfbf",
            "61c3bc62e6b0b463f090859164",
        ];
        for (const hex of valid) assert.is_true(isUtf8(fromHex(hex)), hex);
    });

    it("refuses stray continuations, overlong forms, surrogates, too large and cut off characters", () => {
        const invalid = [
            "80",
            "bf",
            "61bf62",
            "c0af",
            "c1bf",
            "c3",
            "c361",
            "c3c0",
            "e09fbf",
            "e08080",
            "eda080",
            "edbfbf",
            "e6b0",
            "e6b061",
            "e661b4",
            "f08fbfbf",
            "f0808080",
            "f4908080",
            "f5808080",
            "f0908591f0",
            "f09085",
            "f0908561",
            "f0906191",
            "ff",
            "fe",
            "61c3bcff",
        ];
        for (const hex of invalid) assert.is_false(isUtf8(fromHex(hex)), hex);
    });
});
