import Link from "next/link";

export default function Page() {
  return <main><p><Link href="/late">Back</Link></p></main>;
}
