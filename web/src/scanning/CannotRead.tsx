import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EyeOff } from 'lucide-react';
import { useMay } from '../server/use-may.ts';
import { useSpeech } from '../words/words.ts';

/** The honest way on where nothing can be scanned: without it a bar code ends up taped to the till. */
export function CannotRead({ site }: { site: string }) {
  const { say } = useSpeech();
  const may = useMay();
  if (!may('scan', site)) return null;
  return (
    <p>
      <Button
        variant="default"
        mih="var(--thumb)"
        leftSection={<EyeOff size={20} aria-hidden />}
        renderRoot={(props) => <Link to="/unread/new" {...props} />}
      >
        {say('cannotRead')}
      </Button>
    </p>
  );
}
