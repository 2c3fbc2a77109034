// What style.md bans, and who may import whom. The bans themselves stand in tools/lint.
import tseslint from "typescript-eslint";
import { absentInGame, gameDeclarations, slow, traps } from "./tools/lint/bans.mjs";
import { layers } from "./tools/lint/layers.mjs";
import { multiReturn } from "./tools/lint/multi-return.mjs";

const LUA = ["src", "realm", "scenarios", "demo", "spec", "bench", "companion/lua"].map(
    (folder) => `${folder}/**/*.ts`,
);

const restrictSyntax = (...bans) => ({ "no-restricted-syntax": ["error", ...bans.flat()] });

export default tseslint.config(
    { ignores: ["**/build/", "dist/", "authors/", "node_modules/", ".rocks/"] },
    {
        files: ["**/*.mjs"],
        extends: [tseslint.configs.recommended],
    },
    {
        files: LUA,
        extends: [tseslint.configs.recommended],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        plugins: { ledger: { rules: { layers, "multi-return": multiReturn } } },
        rules: {
            ...restrictSyntax(traps),
            "ledger/multi-return": "error",
            // 0, "" and NaN are true in Lua.
            "@typescript-eslint/strict-boolean-expressions": [
                "error",
                { allowString: false, allowNumber: false, allowNullableObject: true, allowNullableBoolean: true },
            ],
            "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            // Lua's own require, and what comes from JSON or from a script under test.
            "@typescript-eslint/no-require-imports": "off",
            "@typescript-eslint/no-explicit-any": "off",
            "prefer-const": ["error", { destructuring: "all" }],
            eqeqeq: "error",
            "no-bitwise": "error",
            "no-sparse-arrays": "error",
            "no-var": "error",
        },
    },
    {
        files: ["companion/**/*.{ts,tsx}"],
        ignores: ["companion/lua/**"],
        extends: [tseslint.configs.recommendedTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            "@typescript-eslint/strict-boolean-expressions": ["error", { allowString: false, allowNumber: false }],
            eqeqeq: "error",
        },
    },
    {
        // A function that does not fit on a screen is two. The callbacks of specs and tests are lists of cases.
        files: [...LUA.filter((files) => !files.startsWith("spec/")), "companion/{src,web}/**/*.{ts,tsx}", "**/*.mjs"],
        rules: { "max-lines-per-function": ["error", { max: 70, skipComments: true, skipBlankLines: true }] },
    },
    {
        files: ["src/**/*.ts"],
        rules: {
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/restrict-plus-operands": ["error", { allowNumberAndString: false }],
            // The client is built with fast-math: `x !== x` may not find NaN.
            "no-self-compare": "error",
            ...restrictSyntax(traps, absentInGame, slow, gameDeclarations),
            "ledger/layers": "error",
        },
    },
    {
        files: ["codec", "block", "link", "sync"].map((room) => `src/${room}/**/*.ts`),
        rules: {
            // A number becomes text through %.14g, which is too short for a key, a hash or a message.
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: false }],
        },
    },
    {
        files: ["src/platform/**/*.ts", "src/index.ts", "src/rooms.ts"],
        rules: restrictSyntax(traps, absentInGame, slow),
    },
    {
        // Types are all there is in these: nothing of it runs.
        files: ["spec/types/**/*.ts"],
        rules: { "@typescript-eslint/no-unused-vars": "off", "no-restricted-syntax": "off" },
    },
);
