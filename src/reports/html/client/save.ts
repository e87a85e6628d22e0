/** Buttons that save the data which the page carries. */
export function saveFiles(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-save]")) {
    const name = button.dataset.save ?? "";
    button.addEventListener("click", async () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await unpacked(name));
      link.download = `openness.${name}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    });
  }
}

async function unpacked(name: string): Promise<Blob> {
  const file = document.querySelector<HTMLElement>(`[data-file="${name}"]`);
  const packed = Uint8Array.from(atob(file?.textContent.trim() ?? ""), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Blob([await new Response(stream).arrayBuffer()], { type: file?.dataset.type ?? "" });
}
