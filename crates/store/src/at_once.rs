//! Publishing at once, for demonstrations and measurements: all that several people would do, in the names of two who do not
//! exist.

use crate::change::Change;
use crate::documents::Content;
use crate::error::StoreError;
use crate::seal::Seal;

const PREPARES: &str = "演示编制";
const REVIEWS: &str = "演示审核";
const REASON: &str = "演示：再次收入";
const WAIVED: &str = "演示数据，照原样公开";

impl Change {
    /// Begins a revision of a document, lets its errors pass, approves and publishes it. The journal says who: a demonstration.
    ///
    /// # Errors
    /// Another revision is still on its way, or the database fails.
    pub async fn publish_at_once(
        &mut self,
        document: i64,
        content: &Content,
        seal: &Seal,
    ) -> Result<i64, StoreError> {
        self.hand_over(PREPARES);
        let revision = self.begin(document, REASON, content).await?;
        self.hand_over(REVIEWS);
        for finding in content.findings.iter().filter(|finding| finding.severity == "error") {
            self.waive(document, &finding.mark, WAIVED).await?;
        }
        self.hand_over(PREPARES);
        self.submit(revision, 1).await?;
        self.hand_over(REVIEWS);
        self.approve(revision, 2).await?;
        self.hand_over(PREPARES);
        self.publish(revision, 3, seal).await?;
        Ok(revision)
    }
}
