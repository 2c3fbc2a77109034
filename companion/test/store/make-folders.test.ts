import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeFolders } from "../../src/store/make-folders";

it("makes folders with those above them, for their user alone, and none twice", () => {
    const path = join(mkdtempSync(join(tmpdir(), "folders-")), "a", "b", "c");
    makeFolders(path);
    makeFolders(path);
    expect(statSync(path).isDirectory()).toBe(true);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o700);
});

it("ends where nothing can be made", () => {
    const file = join(mkdtempSync(join(tmpdir(), "folders-")), "file");
    writeFileSync(file, "");
    expect(() => makeFolders(join(file, "a", "b"))).toThrow();
    // Node's own way never ends here.
    if (existsSync("/proc")) expect(() => makeFolders("/proc/none/such")).toThrow();
});
