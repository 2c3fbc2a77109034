-- The game has `bit` as a global; elsewhere it is a module (LuaBitOp, or LuaJIT's own).
bit = require("bit")
