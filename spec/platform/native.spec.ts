import { findNativeCodec } from "../../src/platform/native";
import { FakeGame } from "../support/game";

describe("findNativeCodec", () => {
    let game: FakeGame;
    before_each(() => {
        game = new FakeGame();
    });
    after_each(() => game.end());

    it("finds nothing on a client without natives", () => {
        game.remove("C_EncodingUtil");
        assert.same({}, findNativeCodec());
        game.set({ C_EncodingUtil: {} });
        assert.same({}, findNativeCodec());
    });

    it("calls what is there, compression with Deflate, and takes an error or anything but text for nothing", () => {
        const calls: unknown[] = [];
        game.set({
            C_EncodingUtil: {
                EncodeBase64: (...args: unknown[]) => {
                    calls.push(args);
                    return "base64";
                },
                CompressString: (...args: unknown[]) => {
                    calls.push(args);
                    return "small";
                },
                DecompressString: () => error("damaged", 0),
                DecodeBase64: () => 5,
            },
        });
        const native = findNativeCodec();
        assert.equal("base64", native.encodeBase64!("x"));
        assert.equal("small", native.deflate!("y"));
        assert.same([["x"], ["y", 0]], calls);
        assert.is_nil(native.inflate!("z"));
        assert.is_nil(native.decodeBase64!("z"));
    });
});
