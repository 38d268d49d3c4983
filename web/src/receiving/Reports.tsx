import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { FileText, Table } from 'lucide-react';
import { useState } from 'react';
import { download } from '../documents/fetch-file.ts';
import { useSliceWords } from '../words/words.ts';
import { receiptPath } from './receipt-queries.ts';
import { receivingWords } from './receiving-words.ts';

/** The difference report: to read and print, or as a table. */
export function Reports({ number }: { number: string }) {
  const sayHere = useSliceWords(receivingWords);
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string | null>(null);
  const path = `${receiptPath(number)}/report`;
  return (
    <>
      <Button
        variant="default"
        leftSection={<FileText size={18} aria-hidden />}
        onClick={() =>
          void navigate({
            to: '/documents',
            search: { file: `${path}.pdf`, name: sayHere('reportName', { number }) },
          })
        }
      >
        {sayHere('report')}
      </Button>
      <Button
        variant="default"
        aria-label={sayHere('reportCsv')}
        leftSection={<Table size={18} aria-hidden />}
        onClick={() => {
          setProblem(null);
          void download(`${path}.csv`, `receipt-${number}.csv`).catch((error: Error) =>
            setProblem(error.message),
          );
        }}
      >
        CSV
      </Button>
      {problem && (
        <p role="alert" className="form-problem">
          {problem}
        </p>
      )}
    </>
  );
}
