-- Plays a scenario, or lists them: BUILD is the folder of the compiled sources, then NAME and SEEDS, or nothing.
local build, name, seeds = ...
dofile("tools/bit.lua")
package.path = build .. "/?.lua;" .. package.path
require("scenarios.main").run(name, seeds)
