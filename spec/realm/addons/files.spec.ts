import { folderOf, joinPath, normalizePath } from "../../../realm/addons/files";

describe("paths", () => {
    it("are normalized", () => {
        assert.equal("a/c/d.lua", normalizePath("a\\b\\..\\c\\.\\d.lua"));
        assert.equal("/tmp/x", normalizePath("/tmp//x"));
        assert.equal("../x", normalizePath("../x"));
    });

    it("are taken apart and put together", () => {
        assert.equal("a/b", folderOf("a/b/c.lua"));
        assert.equal("", folderOf("c.lua"));
        assert.equal("c.lua", joinPath("", "c.lua"));
        assert.equal("a/c.lua", joinPath("a/b", "../c.lua"));
    });
});
