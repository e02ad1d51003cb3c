/** The token of the share link that this page was opened with: `/#share=TOKEN`. What follows the # is never sent to a server. */
export function shareToken(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get('share');
}
