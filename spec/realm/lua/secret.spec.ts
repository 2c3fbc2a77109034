import { createSecret, isSecret } from "../../../realm/lua/secret";

describe("secret values", () => {
    it("are told apart", () => {
        assert.is_true(isSecret(createSecret()));
        assert.is_false(isSecret(undefined));
        for (const value of ["text", 1, true, {}]) assert.is_false(isSecret(value));
    });

    it("raise on any use", () => {
        const uses = [
            "return secret .. 'x'",
            "return #secret",
            "return secret.field",
            "return secret:sub(1)",
            "return secret + 1",
            "return -secret",
            "return secret < secret",
            "return tostring(secret)",
            "return secret()",
            "secret.field = 1",
        ];
        for (const use of uses) {
            const [chunk] = loadstring(`local secret = ... ${use}`);
            const [ok, message] = pcall(chunk as never, createSecret());
            assert.is_false(ok, use);
            assert.not_nil(string.find(tostring(message), "secret value", 1, true)[0], use);
        }
    });
});
