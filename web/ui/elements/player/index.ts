import { definePlayer } from "./define.ts";

definePlayer();
