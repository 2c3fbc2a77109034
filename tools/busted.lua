-- Starts busted in the Lua that runs this file: the command `busted` runs in whatever Lua it was installed for.
require("busted.runner")({ standalone = false })
