import { Argument, type Command } from "commander";
import { SHELLS, type Shell, shippedScript } from "../shipped.ts";
import { examples, notes } from "./manual.ts";
import { say } from "./streams.ts";

/** `openness completion`: what makes a shell complete our command lines. */
export function completionCommand(program: Command): void {
  const command = program
    .command("completion")
    .description("Print the script that lets a shell complete verbs, options, ids and files.")
    .addArgument(new Argument("<shell>", "your shell").choices(SHELLS))
    .action((shell: Shell) => say(shippedScript(shell)));
  examples(command, [
    ["echo 'source <(openness completion bash)' >> ~/.bashrc", "bash"],
    ["echo 'source <(openness completion zsh)' >> ~/.zshrc", "zsh, after compinit"],
    ["openness completion fish > ~/.config/fish/completions/openness.fish", "fish"],
  ]);
  notes(
    command,
    `
Completed are verbs, options and their values, vendors and models (after a slash), rubrics and criteria (also after a
comma), labels, licenses, topics and files; also those of profiles that -p names and of rubric files after -r. The shell
asks openness at every Tab, so the script needs no renewing. It needs bash 4 or newer.`,
  );
}
