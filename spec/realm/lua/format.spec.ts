import { format } from "../../../realm/lua/format";
import { messageOf } from "../support";

describe("format", () => {
    it("formats what fits into int32 as stock Lua does", () => {
        assert.equal("-2147483648 2147483647", format("%d %d", -2147483648, 2147483647));
        assert.equal("100% of 00ff as x", format("%d%% of %04x as %s", 100, 255, "x"));
        assert.equal("4294967296", format("%.0f", 4294967296));
    });

    it("raises outside int32 for every integer conversion", () => {
        for (const conversion of ["d", "i", "x", "X", "u", "o"]) {
            for (const value of [2147483648, -2147483649, math.huge, 0 / 0]) {
                assert.not_nil(
                    string.find(
                        messageOf(() => format(`%${conversion}`, value)),
                        "overflow",
                        1,
                        true,
                    )[0],
                );
            }
        }
    });

    it("matches conversions with their arguments", () => {
        assert.not_nil(
            string.find(
                messageOf(() => format("%%d %s %5.1f %08d", "a", 1, 2 ** 31)),
                "#4",
                1,
                true,
            )[0],
        );
        assert.equal("%d 1e+10", format("%%d %g", 1e10));
    });

    it("leaves other misuse to stock Lua", () => {
        messageOf(() => format("%d", "x"));
        messageOf(() => format("%d"));
    });
});
